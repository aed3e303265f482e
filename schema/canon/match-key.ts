// By what two records are compared whoever keeps them: the same company typed differently gives the same key. Every connector
// and every question about likely matches must make keys in one way, or they never meet.

/** The key of a tax id, without case, blanks and punctuation; null when nothing is left of it. */
export function taxIdKey(taxId: string | null): string | null {
  const bare = taxId?.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') ?? '';
  return bare === '' ? null : `taxId:${bare}`;
}

/** The key of a website, its host without `www.`; null when it is none. */
export function domainKey(website: string | null): string | null {
  const trimmed = website?.trim() ?? '';
  if (trimmed === '') return null;
  const url = URL.parse(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  const host = url?.hostname.toLowerCase().replace(/^www\./, '') ?? '';
  return host.includes('.') ? `domain:${host}` : null;
}
