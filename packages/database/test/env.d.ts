declare namespace Cloudflare {
  interface Env {
    DB: D1Database;
    /** Of the tests that bring an older release's database up to date: it has no table yet. */
    UPGRADED_DB: D1Database;
    TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
}
