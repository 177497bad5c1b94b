export {
  deleteEndpoint,
  disableEndpoint,
  type EndpointChanges,
  type EndpointKey,
  type EndpointRow,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  maxEndpoints,
  type NewEndpoint,
  rotateEndpointSecret,
  updateEndpoint,
} from "./webhook-endpoints.ts";
export {
  claimDelivery,
  type ClaimedDelivery,
  endDelivery,
  type OwnerSecrets,
  postponeDelivery,
} from "./claim-delivery.ts";
export { type DeliveryFilter, listDeliveries } from "./delivery-lists.ts";
export {
  hasNewerProgress,
  type NewProgress,
  type SavedProgress,
  saveProgress,
} from "./progress-deliveries.ts";
export {
  deleteDeliveries,
  listDeliveryKeys,
  listOldDeliveries,
  removeDeliveryBodies,
} from "./purge-deliveries.ts";
export {
  maxReplayed,
  type Replay,
  replayDeliveries,
  replayDelivery,
  type ReplayedDeliveries,
} from "./replay-deliveries.ts";
export {
  type AttemptRow,
  type DeliveryAttempt,
  listAttempts,
  recordAttempt,
} from "./webhook-attempts.ts";
export {
  type DeliveryRow,
  findDelivery,
  insertDeliveries,
  listKnownDeliveries,
  type NewDelivery,
} from "./webhook-deliveries.ts";
export { type DeliveryState, deliveryStates } from "../schema/webhook-deliveries.ts";
