// The federated graphs that tests share: each crosses its subgraphs in the ways its comment names.

/** Keys (simple, compound, nested, several), @requires (nested, with arguments, of a required field), @provides. */
export const shop = {
  products: `
    type Query { products(first: Int): [Product!] product(id: ID!): Product me: User grid: [[Product]] }
    type Product @key(fields: "id") @key(fields: "sku region { code }") {
      id: ID! sku: String region: Region name: String dims: Dims price(currency: String): Int maker: Maker
    }
    type Region @shareable { code: String }
    type Dims { width: Int height: Int }
    type User @key(fields: "id") { id: ID! nick: String favourite: Product friends(first: Int): [User] }
    type Maker @key(fields: "id") { id: ID! country: String }`,
  stock: `
    type Product @key(fields: "sku region { code }") {
      sku: String region: Region inStock: Int warehouse: Warehouse
    }
    type Region @shareable { code: String }
    type Warehouse @key(fields: "id") { id: ID! city: String nearest: Product }`,
  shipping: `
    type Product @key(fields: "id") {
      id: ID!
      dims: Dims @external
      price(currency: String): Int @external
      maker: Maker @external
      shipping(zip: String): Int @requires(fields: "dims { width height } price(currency: \\"USD\\")")
      customs: String @requires(fields: "maker { country duty }")
    }
    type Dims { width: Int @external height: Int @external }
    type Maker @key(fields: "id") { id: ID! country: String @external duty: Int @external }`,
  tax: `
    type Maker @key(fields: "id") { id: ID! country: String @external duty: Int @requires(fields: "country") }`,
  reviews: `
    type Query { latest: [Review] }
    type Review @key(fields: "id") { id: ID! text: String author: User @provides(fields: "nick") product: Product }
    type User @key(fields: "id") { id: ID! nick: String @external reviews(first: Int): [Review] karma: Int }
    type Product @key(fields: "id") { id: ID! reviews: [Review] }`,
} as const;

/** Interfaces, unions, interface objects, differing nullability, hidden types and enum values. */
export const library = {
  catalogue: `
    type Query { media: [Medium!] node(id: ID!): Node nodes: [Node!] search: [[Found]] shelf: Shelf }
    interface Node { id: ID! }
    interface Medium implements Node @key(fields: "id") { id: ID! title: String next: Medium }
    type Book implements Medium & Node @key(fields: "id") { id: ID! title: String next: Medium isbn: String size: Int }
    type Film implements Medium & Node @key(fields: "id") { id: ID! title: String next: Medium minutes: Int size: Int! @shareable }
    type Secret implements Node @inaccessible @key(fields: "id") { id: ID! }
    type Reader implements Node @key(fields: "id") { id: ID! name: String likes: [Found] }
    union Found = Book | Film | Reader
    type Shelf { place: Place kind: Kind }
    enum Kind { OPEN LOCKED @inaccessible }
    union Place = Room | Street
    type Room @shareable { label: String }
    type Street @shareable { label: String }`,
  ratings: `
    type Query { best: [Medium!] }
    type Medium @interfaceObject @key(fields: "id") { id: ID! rating(scale: Int = 5): Int critics: [Reader] }
    type Reader @key(fields: "id") { id: ID! mood: String }
    type Book @key(fields: "id") { id: ID! weight: Int }
    type Film @key(fields: "id") {
      id: ID! size: Int @shareable reel: Int @external stored: String @requires(fields: "reel")
    }`,
  archive: `
    type Film @key(fields: "id") { id: ID! reel: Int }`,
} as const;

/**
 * The library without what the planner is known to stumble over (gateway/federation/README.md, limits): interface
 * objects, and one name promised by one type and not by another deep inside a list of several types.
 */
export const plainLibrary = {
  ...library,
  catalogue: library.catalogue.replace('size: Int!', 'size: Int'),
  ratings: `
    type Query { best: [Film!] }
    type Reader @key(fields: "id") { id: ID! mood: String }
    type Book @key(fields: "id") { id: ID! weight: Int rating(scale: Int = 5): Int critics: [Reader] }
    type Film @key(fields: "id") {
      id: ID! size: Int @shareable reel: Int @external stored: String @requires(fields: "reel")
      rating(scale: Int = 5): Int critics: [Reader]
    }`,
} as const;

/** Promised values everywhere, so that one error travels far up; lists in lists; value types in two subgraphs. */
export const ledger = {
  psa: `
    type Query { projects(first: Int = 3): [Project!]! board: Board teams: [[Team!]!] }
    type Board { title: String! projects: [Project!] lead: Person! }
    type Project @key(fields: "id") {
      id: ID! name: String! manager: Person! hours: Int! plan: Plan steps: [[Step!]!]
    }
    type Plan @shareable { start: String! weeks: Int }
    type Step { title: String! owner: Person! project: Project }
    type Team @key(fields: "id") { id: ID! members: [Person!]! projects(status: Status): [Project] }
    type Person @key(fields: "id") @key(fields: "email") { id: ID! email: String! name: String! }
    enum Status { OPEN CLOSED }`,
  erp: `
    type Query { invoices: [Invoice!] }
    type Project @key(fields: "id") {
      id: ID! hours: Int! @external
      invoices(first: Int): [Invoice!]
      billed: Int!
      margin: Int! @requires(fields: "hours")
    }
    type Invoice @key(fields: "id") { id: ID! total: Int! project: Project! payer: Person lines: [Line!] plan: Plan! }
    type Line { text: String! amount: Int }
    type Plan @shareable { start: String! weeks: Int }
    type Person @key(fields: "email") { email: String! balance: Int! manages: [Project!] }`,
} as const;
