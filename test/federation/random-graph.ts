// Random federated graphs: entities whose fields are spread over subgraphs by every directive that spreads fields.
import type { Chance } from './random.ts';

/** SDL by subgraph, and the custom @override labels that are to hold. */
export interface RandomGraph {
  readonly sdls: Readonly<Record<string, string>>;
  readonly labels: readonly string[];
}

const entityNames = ['Ant', 'Bee', 'Cow'] as const;
const leafTypes = ['Int', 'String', 'Level', 'Json', '[Int!]', '[[Level]]', 'Int!', 'Float', 'Boolean'] as const;

/** Types that several subgraphs define alike. */
const valueTypes = `
  enum Level { LOW HIGH }
  scalar Json
  input Filter { a: Int = 4 b: [String!] c: Filter e: Level = LOW j: Json ids: [[ID!]] must: Int! }
  type Region @shareable { code: String name: String }`;

/** Draws a graph of three subgraphs. */
export function randomGraph(chance: Chance): RandomGraph {
  return new Draft(chance).graph();
}

interface TypeDraft {
  readonly keys: string[];
  readonly fields: Map<string, string>;
}

class Draft {
  readonly #chance: Chance;
  readonly #subgraphs = ['one', 'two', 'three'];
  readonly #types = new Map<string, TypeDraft>();
  /** Plain leaves by entity, with the subgraph that owns each: what others may require. */
  readonly #leaves = new Map<string, { name: string; owner: string; type: string; takesArguments: boolean }[]>();
  readonly #labels: string[] = [];
  #count = 0;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  graph(): RandomGraph {
    for (const entity of entityNames) this.#entity(entity);
    for (const entity of entityNames) for (let turn = 0; turn < 5; turn += 1) this.#leaf(entity);
    for (const entity of entityNames) for (let turn = 0; turn < 3; turn += 1) this.#link(entity);
    for (const entity of entityNames) for (let turn = 0; turn < 2; turn += 1) this.#require(entity);
    this.#roots();
    const sdls = Object.fromEntries(this.#subgraphs.map((subgraph) => [subgraph, this.#print(subgraph)]));
    return { sdls, labels: this.#labels };
  }

  #type(subgraph: string, name: string): TypeDraft {
    const id = `${subgraph}.${name}`;
    const type = this.#types.get(id) ?? { keys: [], fields: new Map<string, string>() };
    this.#types.set(id, type);
    return type;
  }

  #add(subgraph: string, type: string, field: string, text: string): void {
    this.#type(subgraph, type).fields.set(field, text);
  }

  #name(prefix: string): string {
    return `${prefix}${(this.#count += 1)}`;
  }

  /** Every entity is known by id to the first two subgraphs; the third may know it by another key only. */
  #entity(entity: string): void {
    const thirdKey = this.#chance.pick(['id', 'code', 'id region { code }']);
    for (const subgraph of this.#subgraphs) {
      const keys =
        subgraph === 'three' ? [thirdKey] : subgraph === 'one' && thirdKey !== 'id' ? ['id', thirdKey] : ['id'];
      const type = this.#type(subgraph, entity);
      type.keys.push(...keys);
      if (keys.some((key) => key.includes('id'))) type.fields.set('id', 'id: ID!');
      if (keys.includes('code')) type.fields.set('code', 'code: String!');
      if (keys.includes('id region { code }')) type.fields.set('region', 'region: Region! @shareable');
    }
  }

  #leaf(entity: string): void {
    const type = this.#chance.pick(leafTypes);
    const name = this.#name('f');
    const owner = this.#chance.pick(this.#subgraphs);
    const takesArguments = this.#chance.is(0.4);
    const written = takesArguments ? `${name}${this.#arguments()}: ${type}` : `${name}: ${type}`;
    const other = this.#chance.pick(this.#subgraphs.filter((subgraph) => subgraph !== owner));
    const mode = this.#chance.below(8);
    if (mode === 0) {
      for (const subgraph of [owner, other]) this.#add(subgraph, entity, name, `${written} @shareable`);
    } else if (mode <= 3) {
      this.#add(other, entity, name, written);
      this.#add(owner, entity, name, `${written} @override(from: "${other}"${this.#label(name)})`);
    } else {
      const isHidden = mode === 4;
      this.#add(owner, entity, name, isHidden ? `${written} @inaccessible` : written);
      const leaves = this.#leaves.get(entity) ?? [];
      this.#leaves.set(entity, [...leaves, { name, owner, type, takesArguments }]);
    }
  }

  #label(field: string): string {
    const kind = this.#chance.pick(['none', 'on', 'off', 'percent']);
    if (kind === 'none') return '';
    if (kind === 'percent') return `, label: "percent(${this.#chance.pick([0, 35, 100])})"`;
    if (kind === 'on') this.#labels.push(`move-${field}`);
    return `, label: "move-${field}"`;
  }

  #arguments(): string {
    return this.#chance.pick([
      '(x: Int)',
      '(x: Int = 3, s: String)',
      '(in: Filter)',
      '(ins: [Filter!], e: Level = HIGH)',
      '(j: Json, l: [Int], f: Float)',
      '(ll: [[Int!]], id: ID, b: Boolean = true)',
    ]);
  }

  #link(entity: string): void {
    const owner = this.#chance.pick(this.#subgraphs);
    const name = this.#name('r');
    // Interface and union live in the first subgraph, which knows every entity.
    const target = this.#chance.pick(owner === 'one' ? [...entityNames, 'Animal', 'Found'] : entityNames);
    const type = this.#chance.pick([target, `[${target}]`, `[${target}!]`, `[[${target}]]`, target]);
    const args = this.#chance.is(0.3) ? this.#arguments() : '';
    this.#add(owner, entity, name, `${name}${args}: ${type}${this.#provides(owner, target)}`);
  }

  /** A leaf of the target that its owner shares and this subgraph knows on this way only. */
  #provides(owner: string, target: string): string {
    const leaves = this.#leaves.get(target)?.filter((leaf) => leaf.owner !== owner && !leaf.takesArguments) ?? [];
    if (leaves.length === 0 || !this.#chance.is(0.5)) return '';
    const leaf = this.#chance.pick(leaves);
    const known = this.#type(owner, target).fields;
    if (known.has(leaf.name) && known.get(leaf.name)?.includes('@external') !== true) return '';
    const owned = this.#type(leaf.owner, target).fields;
    const text = owned.get(leaf.name) ?? '';
    if (!text.includes('@shareable')) owned.set(leaf.name, `${text} @shareable`);
    known.set(leaf.name, `${leaf.name}: ${leaf.type} @external`);
    return ` @provides(fields: "${leaf.name}")`;
  }

  #require(entity: string): void {
    const leaves = this.#leaves.get(entity) ?? [];
    if (leaves.length === 0) return;
    const leaf = this.#chance.pick(leaves);
    const owner = this.#chance.pick(this.#subgraphs.filter((subgraph) => subgraph !== leaf.owner));
    const own = this.#type(owner, entity).fields;
    const text = this.#type(leaf.owner, entity).fields.get(leaf.name) ?? '';
    if (own.has(leaf.name)) return;
    own.set(leaf.name, `${text.replace(/ @.*$/, '')} @external`);
    const given =
      leaf.takesArguments && text.includes('x: Int') ? `${leaf.name}(x: ${this.#chance.below(4)})` : leaf.name;
    const name = this.#name('q');
    own.set(name, `${name}: Int @requires(fields: "${given}")`);
  }

  #roots(): void {
    for (const subgraph of this.#subgraphs) {
      for (let turn = 0; turn < 2; turn += 1) {
        const name = this.#name('root');
        const target = this.#chance.pick(subgraph === 'one' ? [...entityNames, 'Animal', 'Found'] : entityNames);
        const type = this.#chance.pick([target, `[${target}]`, `[${target}!]`, `[[${target}]]`]);
        this.#add(subgraph, 'Query', name, `${name}${this.#chance.is(0.4) ? this.#arguments() : ''}: ${type}`);
      }
      const name = this.#name('m');
      this.#add(subgraph, 'Mutation', name, `${name}${this.#arguments()}: ${this.#chance.pick(['Int', 'Int!'])}`);
      const made = this.#name('m');
      this.#add(
        subgraph,
        'Mutation',
        made,
        `${made}: ${this.#chance.pick(entityNames)}${this.#chance.pick(['', '!'])}`,
      );
    }
    const shared = this.#chance.pick(entityNames);
    for (const subgraph of ['one', 'two']) this.#add(subgraph, 'Query', 'shared', `shared: ${shared} @shareable`);
  }

  #print(subgraph: string): string {
    const parts = [valueTypes];
    if (subgraph === 'one') parts.push('interface Animal { id: ID! }', `union Found = ${entityNames.join(' | ')}`);
    for (const [id, { keys, fields }] of this.#types) {
      const [owner, name = ''] = id.split('.');
      if (owner !== subgraph) continue;
      const isAnimal = subgraph === 'one' && keys.length > 0;
      const head = [
        `type ${name}`,
        ...(isAnimal ? ['implements Animal'] : []),
        ...keys.map((key) => `@key(fields: "${key}")`),
      ];
      parts.push(`${head.join(' ')} { ${[...fields.values()].join(' ')} }`);
    }
    return parts.join('\n');
  }
}
