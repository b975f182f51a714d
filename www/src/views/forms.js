// The page's names for the forms of a body.
export const FORMS = {
  raw: { name: "As received", of: "the body as it was received (raw form)" },
  python: { name: "Python", of: "the Python form of the body" },
  javascript: { name: "JavaScript", of: "the JavaScript form of the body" },
};
