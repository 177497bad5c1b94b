import { env } from "cloudflare:workers";

import { type Database, openDatabase } from "../src/index.ts";

/** A statement that was run, and what it cost. */
export interface Read {
  sql: string;
  rowsRead: number;
  /** How SQLite goes about it, a step a line. */
  plan: string[];
}

/** A database that remembers what it read. For statements that only read: each is run more than once. */
export function openCountedDatabase(): { counted: Database; takeReads: () => Read[] } {
  let reads: Read[] = [];
  const client = new Proxy(env.DB, {
    get(target, key) {
      if (key === "batch") {
        return (statements: D1PreparedStatement[]) =>
          Promise.all(statements.map((statement) => statement.all()));
      }
      if (key !== "prepare") return bindTo(target, key);
      return (sql: string) =>
        countStatement(target.prepare(sql), { sql, values: [], add: (read) => reads.push(read) });
    },
  });
  return {
    counted: openDatabase(client),
    takeReads() {
      const taken = reads;
      reads = [];
      return taken;
    },
  };
}

interface Statement {
  sql: string;
  values: unknown[];
  add: (read: Read) => void;
}

function countStatement(prepared: D1PreparedStatement, statement: Statement): D1PreparedStatement {
  return new Proxy(prepared, {
    get(target, key) {
      if (key === "bind") {
        return (...values: unknown[]) =>
          countStatement(target.bind(...values), { ...statement, values });
      }
      if (key !== "raw" && key !== "all") return bindTo(target, key);
      return async () => {
        statement.add(await readOf(target, statement));
        return key === "raw" ? target.raw() : target.all();
      };
    },
  });
}

async function readOf(prepared: D1PreparedStatement, { sql, values }: Statement): Promise<Read> {
  const { meta } = await prepared.all();
  const explained = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...values)
    .all<{ detail: string }>();
  return { sql, rowsRead: meta.rows_read, plan: explained.results.map(({ detail }) => detail) };
}

/** Methods of the runtime's own objects want those objects as `this`. */
function bindTo(target: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key);
  return typeof value === "function" ? value.bind(target) : value;
}
