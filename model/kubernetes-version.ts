/** The oldest version of Kubernetes that has all fields of the manifests: the preStop sleep of web services. */
export const oldestKubernetes = '1.30.0';

/** For commands of helm that ask no cluster: a helm that was built without a version of Kubernetes takes itself for an old one. */
export const helmFlags: readonly string[] = ['--kube-version', oldestKubernetes];
