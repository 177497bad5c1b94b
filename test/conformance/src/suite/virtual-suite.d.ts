declare module "virtual:json-schema-test-suite" {
  /** Null where the suite is neither found nor can be cloned. */
  const suite: import("./suite.ts").Suite | null;
  export default suite;
}
