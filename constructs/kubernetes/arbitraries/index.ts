// For tests alone: random values, and what each component's arbitrary.ts is.
export type { ComponentArbitrary } from './component';
export { environment } from './environment';
export { dictionary, mostly, of, optional, port, quantity, record, resources, secretKey, wrongId, wrongNumber, wrongText } from './values';
