export * from "./check-backend-settings.ts";
export * from "./http-settings.ts";
export * from "./resolve-http-mapping.ts";
export * from "./settings-schemas.ts";
export { defaultRoutingPolicy } from "./default-routing-policy.ts";
