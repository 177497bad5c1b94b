import { createCogServer, type Counters, type Predictor } from "@headgate/local/demo-backend";

/** A backend that can go away and come back on its port. */
export interface TestBackend {
  url: string;
  capacity: number;
  /** Of the server that runs now, or ran last. */
  readonly counters: Counters;
  /** As a crash does: connections drop, what is in flight is lost. */
  crash(): Promise<void>;
  comeBack(): Promise<void>;
}

export async function startBackend(predictor: Predictor, capacity: number): Promise<TestBackend> {
  const create = (): ReturnType<typeof createCogServer> => createCogServer({ predictor, capacity });
  let server = create();
  const { url, port } = await server.listen(0);
  await server.ready();
  return {
    url,
    capacity,
    get counters() {
      return server.counters;
    },
    crash: () => server.close(),
    async comeBack() {
      server = create();
      await server.listen(port);
      await server.ready();
    },
  };
}
