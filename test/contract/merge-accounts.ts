// Merging two accounts as a person does it in the CRM's own screen; the vendor's API for it is SOAP alone.

/** Where, and as whom. */
export interface MergeDesk {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Makes `loser` part of `winner`. Throws with what the org says when it refuses. */
export async function mergeAccounts(desk: MergeDesk, winner: string, loser: string): Promise<void> {
  const { url, clientId, clientSecret } = desk;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const signedIn = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const body = `<?xml version="1.0" encoding="utf-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com" xmlns:so="urn:sobject.partner.soap.sforce.com">
  <soapenv:Header><urn:SessionHeader><urn:sessionId>${token}</urn:sessionId></urn:SessionHeader></soapenv:Header>
  <soapenv:Body><urn:merge><urn:request>
    <urn:masterRecord><so:type>Account</so:type><so:Id>${winner}</so:Id></urn:masterRecord>
    <urn:recordToMergeIds>${loser}</urn:recordToMergeIds>
  </urn:request></urn:merge></soapenv:Body>
</soapenv:Envelope>`;
  const headers = { 'content-type': 'text/xml; charset=UTF-8', SOAPAction: '""' };
  const answer = await fetch(`${url}/services/Soap/u/62.0`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`The org refused to merge (${answer.status}): ${await answer.text()}`);
}
