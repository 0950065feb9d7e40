export { type WebServiceProps, webServiceData } from './schema';
export { WebService } from './web-service';
