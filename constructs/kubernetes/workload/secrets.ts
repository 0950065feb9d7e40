/** One key of a Secret, by reference. The Secret itself comes from the environment's secret source. */
export interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

/**
 * Names a key of a Secret.
 *
 * @param name the Secret's name
 * @param key the key in it; values that stand in URLs must keep to letters, digits and `-._~`
 */
export const secret = (name: string, key = 'password'): SecretKey => ({ secret: name, key });
