/**
 * Phrases that readers had to decode. Rewrite a sentence that contains one: say what happened and what to do, in the
 * terms of kubectl and the Kubernetes documentation.
 */
export const STALE_ENGLISH: readonly RegExp[] = [
  // Permission: "You don't have permission to ...", "you need get on pods".
  /\bmay(?: not|n[’']t) (?!have\b|be (?:out|incomplete|wrong)\b)/i,
  /(?<!\bto )\b(?:the|a) rights?\b|\brights\b/i,
  /\bwhoever\b|\brefuses? this\b/i,
  // States are headings: "Pod not found", "Invalid link".
  /\bno such\b|\bhas such an?\b|\bthere (?:is|are|must)\b/i,
  /\bnames no\b|\bwhere you are\b|\bas in\b|\bas the\b|\bwhat you see\b/i,
  /\bdoes not know\b|\bknows? you\b|\bno longer knows\b|\bcannot be had\b/i,
  /\bdo(?:es)? not fit\b|\bany ?more\b|\bturns it around\b|\bunderstands\b/i,
  // Retry and reconnect.
  /\bby itself\b|\btr(?:y|ies|ying) again by\b|\bconnect(?:ing|s)? again\b|\bconnect now\b/i,
  /\bgo(?:es)? on\b|\bmeanwhile\b|\bis gone\b|\bstays so\b|\bsays more\b|\bfor a while\b/i,
  /\bfor too long(?! \w)$|\bas it comes\b/i,
  // Controls say what they do.
  /\bin the beginning\b|\bthe usual\b|\bread again\b|\bleave (?:it|them) out\b|\bof its own\b|\bits own window\b/i,
  /\blines? more\b|\blines kept\b|\bdo not ask\b|\bbefore many\b|\btype in all\b|\bbelongs? to the shell\b/i,
  /\bwhere the active\b|\bkey to output\b|\ba? ?dropped line\b|\bslow line\b|\bon the way\b/i,
  // One contraction, one spelling: the documentation of Kubernetes is in US English.
  /\b(?:do|does|did|has|have|will|can) not\b|\bcannot\b/i,
  /\b(?:min|max)imise\b|\bcolours\b/i,
];
