/** What was done to each prediction and when, for whoever must find out why one came to a bad end. */
export class Chronicle {
  readonly #lines = new Map<string, string[]>();

  note(id: string, text: string): void {
    const line = `${new Date().toISOString()} ${text}`;
    const lines = this.#lines.get(id);
    if (lines === undefined) this.#lines.set(id, [line]);
    else lines.push(line);
  }

  of(id: string): string[] {
    return this.#lines.get(id) ?? [];
  }
}
