/** Bytes of each unit of a quantity. */
export const byteUnits: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Number of bytes of a quantity in a manifest, such as '512Mi'. */
export function bytesOf(quantity: string): number {
  const [, digits = '', unit = ''] = /^([0-9.]+)([a-zA-Z]*)$/.exec(quantity) ?? [];
  const factor = byteUnits[unit];
  if (!digits || factor === undefined) throw new Error(`'${quantity}' is not a quantity of bytes such as '512Mi' or '20Gi'`);
  return Number.parseFloat(digits) * factor;
}

/** Number of thousandths of a core of a quantity of CPU, such as '250m' or '0.5'. Kubernetes rounds up to them, too. */
export function millicoresOf(quantity: string): number {
  const [, digits = '', unit] = /^([0-9.]+)(m?)$/.exec(quantity) ?? [];
  if (!digits) throw new Error(`'${quantity}' is not a quantity of CPU such as '250m' or '2'`);
  const millicores = Number.parseFloat(digits) * (unit ? 1 : 1000);
  return Math.ceil(Number(millicores.toFixed(6))); // 1.001 * 1000 is 1000.9999999999999
}
