/** What is left to say when all is done that messages of one transaction ask for: those who answer wait for each other. */
export type Answering = () => Promise<void>;
