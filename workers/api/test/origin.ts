/** Where the tests call the Worker. */
export const origin = "https://headgate.example.com";
