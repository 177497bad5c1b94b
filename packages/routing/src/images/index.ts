export { findImage } from "./find-image.ts";
export type {
  Image,
  ImageFaultReason,
  ImageLookup,
  ImageQuery,
  RegistryCredentials,
} from "./image.ts";
