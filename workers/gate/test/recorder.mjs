/** Consumes the gate's queues: keeps every message by its predictions, and gives those of one to whoever asks. */
const messages = [];

// oxlint-disable-next-line import/no-default-export -- how a Worker is written
export default {
  queue({ queue, messages: batch }) {
    for (const { body } of batch) messages.push({ queue, body });
  },

  fetch(request) {
    const id = new URL(request.url).pathname.slice(1);
    return Response.json(messages.filter(({ body }) => idsOf(body).includes(id)));
  },
};

function idsOf(body) {
  return body.predictionIds ?? [body.lease?.predictionId ?? body.reference.id];
}
