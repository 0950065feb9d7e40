// For tests only: random values, and the type of each component's arbitrary.ts.
export type { ComponentArbitrary } from './component';
export { environment } from './environment';
export { dictionary, mostly, of, optional, port, quantity, record, resources, secretKey, wrongId, wrongNumber, wrongText } from './values';
