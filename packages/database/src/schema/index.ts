export { backends } from "./backends.ts";
export { hardware } from "./hardware.ts";
export { modelCategories, modelCategoryLinks } from "./model-categories.ts";
export { models, retiredModelNames } from "./models.ts";
export { owners, usernames } from "./owners.ts";
export { predictions } from "./predictions.ts";
export { tokens } from "./tokens.ts";
export { flatSchemas, versionCards, versions } from "./versions.ts";
export { webhookDeliveries } from "./webhook-deliveries.ts";
