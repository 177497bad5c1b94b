/** The build without workers and binaries, which runs everywhere; the package types only its main entry. */
declare module "recheck/lib/browser.js" {
  export { checkSync } from "recheck";
}
