const user = "pusher";
const password = "the password of the tests";

/** An account of a registry that asks for a password. */
export const passwords = {
  user,
  password,
  /** The file: bcrypt, the one kind that the registry takes. */
  htpasswd: `${user}:$2b$04$abcdefghijklmnopqrstuuswlUkQcpxHv7pKiaGS1ugeSmpRjlXGi`,
  authorization: `Basic ${btoa(`${user}:${password}`)}`,
};
