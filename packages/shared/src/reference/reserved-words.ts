/** First segments that Headgate itself serves, or that browsers and crawlers ask for. */
const paths = [
  "admin",
  "api",
  "assets",
  "baseten",
  "clarifai",
  "clarifai.api.v2",
  "console",
  "docs",
  "favicon.ico",
  "health",
  "healthz",
  "index.html",
  "internal",
  "login",
  "logout",
  "modzy",
  "openai",
  "openapi.json",
  "replicate",
  "robots.txt",
  "settings",
  "static",
  "v1",
  "v2",
];

/** Collections of the API, so that `/john/versions` can never be read as a model. */
const collections = [
  "aliases",
  "backends",
  "callbacks",
  "categories",
  "files",
  "hardware",
  "me",
  "models",
  "new",
  "organizations",
  "owners",
  "predictions",
  "search",
  "tokens",
  "user",
  "users",
  "versions",
  "webhooks",
];

/** Aliases with a meaning of their own. */
const selectors = ["latest", "primary"];

/** What a caller's empty variable turns into. */
const accidents = ["false", "nan", "none", "null", "true", "undefined"];

/** What no owner and no model may be called. */
export const reservedWords: ReadonlySet<string> = new Set([
  ...paths,
  ...collections,
  ...selectors,
  ...accidents,
]);
