// What insight's resolvers may reach: the business day, and nothing else, for all its facts come with the question.

/** The context of one request to insight. */
export interface InsightContext {
  readonly today: string;
}
