/**
 * A path in plain data as text, such as `quotas.shop['requests.cpu']` or `cluster.apiServer.cidrs[0]`. A key with a quote, a backslash or a control
 * character is written as JSON, on one line.
 */
export const pathText = (keys: readonly unknown[]): string =>
  keys
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`;
      if (/^[A-Za-z_$][\w$]*$/.test(String(key))) return `.${key}`;
      return /^[^'\\\p{Cc}\p{Zl}\p{Zp}]*$/u.test(String(key)) ? `['${key}']` : `[${JSON.stringify(String(key))}]`;
    })
    .join('')
    .replace(/^\./, '');
