export const webhookDeliveryStates = ["pending", "delivered", "dead"] as const;
