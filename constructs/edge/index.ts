export { Edge } from './edge';
export { type EdgeProps, edgeData } from './schema';
