// The people of the firm: a few who sell, some who lead, most who deliver.
import type { Dirt } from './dirt.ts';
import { isAwkward } from './dirt.ts';
import { dateOf, dayOf } from './days.ts';
import type { FirmSize, Person } from './model.ts';
import { divideRounded } from './money.ts';
import { PEOPLE_NAMES } from './people-names.ts';
import type { Random } from './random.ts';
import { DEPARTMENTS, LEGAL_ENTITIES, MANAGER_ROLE, PARTNER_ROLE, ROLES } from './setup.ts';
import { at } from './firm.ts';

const PEOPLE_COUNT: Readonly<Record<FirmSize, number>> = { demo: 150, medium: 400 };
/** Share of each legal entity, in order, of a hundred people. */
const ENTITY_SHARE = [36, 24, 22, 18] as const;
/** One in so many people sells; they are the CRM's users. */
const SELLER_EVERY = 15;
/** One in so many people leads projects. */
const MANAGER_EVERY = 6;

/** Builds everyone, in order of legal entity. */
export function buildPeople(size: FirmSize, today: string, random: Random, dirt: Dirt): Person[] {
  const people: Person[] = [];
  const names = new Set<string>();
  const emails = new Set<string>();
  for (const entity of LEGAL_ENTITIES) {
    const share = ENTITY_SHARE[entity.ordinal - 1] ?? 0;
    const count = Math.round((PEOPLE_COUNT[size] * share) / 100);
    for (let index = 0; index < count; index += 1) {
      const name = uniqueName(entity.country, random, names);
      const role = roleAt(index, random);
      const ordinal = people.length + 1;
      const usual = at(ROLES, role).usualRate[entity.currency];
      if (isAwkward(name)) dirt.add('awkwardName', 'people', ordinal, name);
      people.push({
        ordinal,
        name,
        email: uniqueEmail(name, ordinal, emails),
        headline: `${at(ROLES, role).name}, ${entity.name}`,
        active: role === PARTNER_ROLE || role === MANAGER_ROLE || index % 23 !== 22,
        role,
        legalEntity: entity.ordinal,
        department: random.int(1, DEPARTMENTS.length),
        location: entity.ordinal,
        // A person costs between a third and a half of what the role sells for.
        costRate: divideRounded(usual * BigInt(random.int(34, 52)), 100n),
        sells: role === PARTNER_ROLE,
        hiredOn: dateOf(dayOf(today) - random.int(400, 3200)),
      });
    }
  }
  return people;
}

function roleAt(index: number, random: Random): number {
  if (index % SELLER_EVERY === 0) return PARTNER_ROLE;
  if (index % MANAGER_EVERY === 1) return MANAGER_ROLE;
  return random.int(MANAGER_ROLE + 1, ROLES.length);
}

function uniqueName(country: keyof typeof PEOPLE_NAMES, random: Random, taken: Set<string>): string {
  const { given, family } = PEOPLE_NAMES[country];
  let name = `${random.pick(given)} ${random.pick(family)}`;
  // A middle initial tells namesakes apart, as it does in real directories.
  while (taken.has(name))
    name = `${random.pick(given)} ${String.fromCharCode(65 + random.int(0, 25))}. ${random.pick(family)}`;
  taken.add(name);
  return name;
}

const TRANSLITERATION: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  ı: 'i',
};

function uniqueEmail(name: string, ordinal: number, taken: Set<string>): string {
  const plain = slug(name);
  // A name written in Japanese leaves too little to address; the directory falls back on the staff number.
  const local = plain.length < 5 || taken.has(plain) ? `${plain === '' ? 'staff' : plain}.${ordinal}` : plain;
  taken.add(plain);
  return `${local}@northlight.example`;
}

/** Lower-case ASCII letters and digits with dots between words, for mail and web addresses. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[äöüßøłı]/gu, (letter) => TRANSLITERATION[letter] ?? '')
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .replace(/[^a-z0-9]+/gu, '.')
    .replace(/^\.+|\.+$/gu, '');
}
