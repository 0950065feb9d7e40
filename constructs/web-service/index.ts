export { WebService, type WebServiceProps } from './web-service';
