import type { BackendCredentials } from "@headgate/shared";

const encoder = new TextEncoder();

/** The header that carries the credentials: its name and its value. */
export function credentialHeader(credentials: BackendCredentials): [name: string, value: string] {
  switch (credentials.type) {
    case "bearer":
      return ["authorization", `Bearer ${credentials.token}`];
    case "basic": {
      const bytes = encoder.encode(`${credentials.username}:${credentials.password}`);
      return ["authorization", `Basic ${btoa(String.fromCharCode(...bytes))}`];
    }
    case "header":
      return [credentials.name, credentials.value];
  }
}
