/** The grace period in a kube-controller-manager's arguments. */
export const graceOf = (args: readonly string[]): string | undefined =>
  args.find((argument) => argument.startsWith('--node-monitor-grace-period='))?.split('=')[1];
