/** A reference to one key of a Secret. The Secret itself comes from the environment's secret source. */
export interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

/**
 * Refers to a key of a Secret.
 *
 * @param name the Secret's name
 * @param key the key in the Secret; values that are used in URLs must contain only letters, digits and `-._~`
 */
export const secret = (name: string, key = 'password'): SecretKey => ({ secret: name, key });
