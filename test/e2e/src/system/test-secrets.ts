/** What every runtime of the tests is started with. */
export const testSecrets = {
  callback: "a secret of the tests, and of nothing else",
  encryption: "another secret of the tests, and of nothing else",
};
