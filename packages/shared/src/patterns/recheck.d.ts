/** The build without workers and binaries, which runs everywhere; the package types only its main entry. */
declare module "recheck/lib/browser.js" {
  const recheck: Pick<typeof import("recheck"), "checkSync">;
  export default recheck;
}
