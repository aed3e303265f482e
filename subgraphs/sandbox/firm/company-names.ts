// Names of companies. Some are awkward on purpose: umlauts, quotes, wildcards of query languages, Japanese, emoji.
import type { CurrencyCode } from './money.ts';

/** A company that could be a customer. `parent` names another entry of the list. */
interface CompanyName {
  readonly name: string;
  readonly country: string;
  readonly industry: string;
  readonly parent?: string;
}

function companies(
  country: string,
  ...entries: readonly (readonly [name: string, industry: string, parent?: string])[]
): CompanyName[] {
  return entries.map(([name, industry, parent]) => ({ name, country, industry, parent }));
}

/** Made-up companies; any likeness to a real one is chance. */
const COMPANIES: readonly CompanyName[] = [
  ...companies(
    'US',
    ['Calder Ridge Energy Corp.', 'Energy'],
    ['Calder Ridge Midstream LLC', 'Energy', 'Calder Ridge Energy Corp.'],
    ["O'Hannigan & Daughters Brewing Co.", 'Consumer Goods'],
    ['Blue Heron Health Systems', 'Healthcare'],
    ['Blue Heron Diagnostics', 'Healthcare', 'Blue Heron Health Systems'],
    ['Tamarack Mutual Insurance', 'Insurance'],
    ['100% Pure Spring Water, Inc.', 'Consumer Goods'],
    ['Peregrine Freight Lines', 'Transportation'],
    ['Lakeshore State University', 'Education'],
    ['Vantage_Point Media Group', 'Media'],
    ['Copperleaf Semiconductor', 'Technology'],
    ['Marlowe "Red" Tools Inc.', 'Manufacturing'],
    ['Granite Bay Credit Union', 'Banking'],
    ['Solstice Retail Partners', 'Retail'],
    ['Solstice Outlet Stores', 'Retail', 'Solstice Retail Partners'],
    ['Wexford Aerospace', 'Manufacturing'],
    ['Juniper & Sage Hospitality', 'Hospitality'],
    ['Harbor Point Biologics', 'Life Sciences'],
  ),
  ...companies('CA', ['Érablière Beauchêne ltée', 'Consumer Goods'], ['Northern Spruce Utilities', 'Energy']),
  ...companies(
    'GB',
    ['Ashdown & Pryce plc', 'Financial Services'],
    ['Ashdown Pryce Pensions Ltd', 'Financial Services', 'Ashdown & Pryce plc'],
    ['Tideway Port Authority', 'Transportation'],
    ['Brackenfell Foods Ltd', 'Consumer Goods'],
    ['St. Aldhelm’s Hospital Trust', 'Healthcare'],
    ['Pemberton Rail Services', 'Transportation'],
    ['Glen Orrin Distillers', 'Consumer Goods'],
    ['Kestrel Broadband', 'Telecommunications'],
    ['Kestrel Wholesale Networks', 'Telecommunications', 'Kestrel Broadband'],
    ['Whitlock, Fenn & Co. Solicitors', 'Legal'],
    ['D’Arcy Publishing House', 'Media'],
  ),
  ...companies('IE', ['Ó Súilleabháin Dairies', 'Consumer Goods'], ['Liffey Cloud Hosting', 'Technology']),
  ...companies('KW', ['Al Salam Desalination K.S.C.', 'Energy']),
  ...companies(
    'DE',
    ['Käserei Müller & Söhne GmbH', 'Consumer Goods'],
    ['Hansewerk Maschinenbau AG', 'Manufacturing'],
    ['Hansewerk Service GmbH', 'Manufacturing', 'Hansewerk Maschinenbau AG'],
    ['Stadtwerke Grünau', 'Energy'],
    ['Weißbach Präzisionstechnik GmbH & Co. KG', 'Manufacturing'],
    ['Lindenhof Kliniken gGmbH', 'Healthcare'],
    ['Nordlicht Versicherung a.G.', 'Insurance'],
    ['Brückner Logistik SE', 'Transportation'],
    ['Brückner Spedition Süd GmbH', 'Transportation', 'Brückner Logistik SE'],
    ['Öko-Strom Rhein-Main eG', 'Energy'],
  ),
  ...companies('FR', ["L'Atelier Désiré SAS", 'Retail'], ['Ferronnerie Châteauneuf', 'Manufacturing']),
  ...companies('NL', ['Van der Velde Tuinbouw B.V.', 'Agriculture']),
  ...companies('PL', ['Łódzka Grupa Logistyczna S.A.', 'Transportation']),
  ...companies('CH', ['Zürichberg Privatbank AG', 'Banking'], ['Säntis Medizintechnik AG', 'Life Sciences']),
  ...companies(
    'JP',
    ['青空物産株式会社', 'Retail'],
    ['Hoshino Robotics K.K.', 'Technology'],
    ['Hoshino Software K.K.', 'Technology', 'Hoshino Robotics K.K.'],
    ['みなと海運株式会社', 'Transportation'],
    ['Takamori Pharmaceutical Co., Ltd.', 'Life Sciences'],
    ['Sakuragi Department Stores', 'Retail'],
    ['カフェ・ド・ソレイユ☕', 'Hospitality'],
    ['Kitayama Electric Railway', 'Transportation'],
  ),
  ...companies('SG', ['Merlion Straits Shipping Pte. Ltd.', 'Transportation']),
];

const MORE_WORDS = [
  'Alder',
  'Beacon',
  'Cobalt',
  'Drayton',
  'Ember',
  'Fairfax',
  'Gannet',
  'Halcyon',
  'Iris',
  'Jasper',
  'Kinross',
  'Larch',
  'Monarch',
  'Nimbus',
  'Osprey',
];
const MORE_KINDS = [
  ['Foods', 'Consumer Goods'],
  ['Systems', 'Technology'],
  ['Capital', 'Financial Services'],
  ['Logistics', 'Transportation'],
  ['Care', 'Healthcare'],
  ['Works', 'Manufacturing'],
  ['Power', 'Energy'],
  ['Stores', 'Retail'],
  ['Labs', 'Life Sciences'],
  ['Learning', 'Education'],
] as const;
const MORE_FORMS = [
  ['US', 'Inc.'],
  ['GB', 'Ltd'],
  ['DE', 'GmbH'],
  ['JP', 'K.K.'],
  ['US', 'LLC'],
  ['FR', 'SAS'],
  ['IE', 'DAC'],
] as const;

/** The n-th company (from 0): the list first, then made up from parts without repeating a name. */
export function companyName(index: number): CompanyName {
  const listed = COMPANIES[index];
  if (listed !== undefined) return listed;
  const rest = index - COMPANIES.length;
  const [kind, industry] = pickAt(MORE_KINDS, rest);
  const [country, form] = pickAt(MORE_FORMS, rest);
  const word = pickAt(MORE_WORDS, Math.floor(rest / MORE_KINDS.length));
  return { name: `${word} ${kind} ${form}`, country, industry };
}

function pickAt<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** The currency a company of the country pays in. */
export function currencyOfCountry(country: string): CurrencyCode {
  switch (country) {
    case 'GB':
      return 'GBP';
    case 'JP':
      return 'JPY';
    case 'CH':
      return 'CHF';
    case 'KW':
      return 'KWD';
    case 'DE':
    case 'FR':
    case 'NL':
    case 'IE':
    case 'PL':
      return 'EUR';
    default:
      return 'USD';
  }
}

/** The legal entity (ordinal) that usually bills companies of the country. */
export function entityOfCountry(country: string): number {
  if (country === 'US' || country === 'CA') return 1;
  if (country === 'GB' || country === 'IE' || country === 'KW') return 2;
  if (country === 'JP' || country === 'SG') return 4;
  return 3;
}
