import type { Model } from '../../../model';
import { changed, type Editable } from '../fixture';

export const shopPod = (change: (spec: Editable) => void, original?: Model) =>
  changed('Deployment/shop', ({ spec }) => change(spec.template.spec), original);
export const shopContainer = (fields: object) =>
  shopPod((spec) => {
    Object.assign(spec.containers[0], fields);
  });
export const where = 'shopfds/production 20-shop.yaml Deployment/shop';
