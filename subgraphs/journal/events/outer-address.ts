// Which addresses a webhook may be sent to: none inside our own network, whatever a name resolves to.
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** One address of a host. */
export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a host; an address stands for itself. Rejects when the name is unknown. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

/** As the operating system resolves names. */
export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

/** A host that leads into our own network, or nowhere. Not named in it: what a stranger's name resolves to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

// Everything that is not globally reachable by the IANA special-purpose registries; 169.254.0.0/16 and fd00:ec2::254 (in
// fc00::/7) are the clouds' metadata services. IPv4-mapped IPv6 addresses are held against the IPv4 ranges by BlockList.
const innerRanges = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  // 168.63.129.16 is public by its number and Azure's host by its meaning; 224.0.0.0/3 is multicast, reserved, broadcast.
  ...['168.63.129.16/32', '224.0.0.0/3', '::/96', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
  // Ways to write an IPv4 address in an IPv6 one: translated, NAT64, 6to4, Teredo (in 2001::/23, which is for protocols); and discard,
  // documentation, segment routing.
  ...['64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', '2001::/23', '100::/64', '2001:db8::/32', '3fff::/20'],
  ...['::ffff:0:0:0/96', '5f00::/16'],
];
const inner = rangesOf(innerRanges);

/** Whether a text is a range such as 10.0.0.0/8. */
export function isRange(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const family = isIP(address);
  return family !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32);
}

/** Ranges to hold addresses against; each must be one by `isRange`. */
export function rangesOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/**
 * The addresses of a host, each checked; connect to these and resolve no second time. Raises AddressRefused when even one
 * is inside our network and not in `allowed`: a name with both kinds is an attacker's.
 */
export async function outerAddresses(host: string, resolve: Resolve, allowed: BlockList): Promise<readonly Address[]> {
  const addresses = await resolve(host);
  if (addresses.length === 0) throw new AddressRefused(`${host} has no address`);
  const isRefused = addresses.some(({ address, family }) => {
    const kind = family === 6 ? 'ipv6' : 'ipv4';
    return inner.check(address, kind) && !allowed.check(address, kind);
  });
  if (!isRefused) return addresses;
  throw new AddressRefused(`${host} is inside our own network; if that is meant, name its range in allowAddresses`);
}
