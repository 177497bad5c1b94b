import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

type Sql = Pick<SqlStorage, "exec">;

/** SQLite in memory, reached as a Durable Object reaches its own. */
export class NodeSql {
  readonly #database = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, StatementSync>();

  get sql(): Sql {
    const exec = (query: string, ...bindings: SQLInputValue[]): unknown =>
      this.#exec(query, bindings);
    return asSql({ exec });
  }

  /** Runs `writes` as one transaction; false takes all of it back. */
  transact(writes: () => boolean): void {
    this.#database.exec("BEGIN");
    this.#database.exec(writes() ? "COMMIT" : "ROLLBACK");
  }

  all(query: string): Record<string, unknown>[] {
    return this.#statementOf(query).all();
  }

  #exec(query: string, bindings: SQLInputValue[]): unknown {
    if (query.includes(";")) return this.#database.exec(query);
    const statement = this.#statementOf(query);
    if (!/^\s*SELECT/.test(query)) return statement.run(...bindings);
    return {
      one: () => statement.get(...bindings),
      toArray: () => statement.all(...bindings),
      raw: () => statement.all(...bindings).map((row) => Object.values(row)),
    };
  }

  #statementOf(query: string): StatementSync {
    const known = this.#statements.get(query);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(query);
    this.#statements.set(query, statement);
    return statement;
  }
}

/** Of a cursor `Store` calls these three methods alone. */
function asSql(sql: { exec: (query: string, ...bindings: SQLInputValue[]) => unknown }): Sql {
  return sql as unknown as Sql;
}
