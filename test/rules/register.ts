// The numbered rules of money and billing: which exported function keeps each, and a mutant that its tests must notice.

/** One rule. `mutants` are texts of the file, each there once, and what breaks the rule in their place. */
export interface Rule {
  readonly number: number;
  readonly says: string;
  readonly file: string;
  readonly names: readonly string[];
  readonly mutants: readonly Mutant[];
}

/** A flipped comparison or a dropped clause. `file` where it is not the rule's own. */
export interface Mutant {
  readonly find: string;
  readonly replace: string;
  readonly file?: string;
}

const canon = (file: string): string => `schema/canon/${file}.ts`;
const billing = (file: string): string => `subgraphs/process/billing/${file}.ts`;

function rule(number: number, says: string, [file, ...names]: readonly string[], ...mutants: readonly Mutant[]): Rule {
  return { number, says, file: file ?? '', names, mutants };
}

function mutant(find: string, replace: string, file?: string): Mutant {
  return file === undefined ? { find, replace } : { find, replace, file };
}

/** Every rule the billing rests on that is pure, in order. */
export const rules: readonly Rule[] = [
  rule(
    1,
    'decimal text, no JSON number',
    [canon('fraction'), 'fraction'],
    mutant("typeof decimal !== 'string' || ", ''),
  ),
  rule(
    2,
    'minor units of ISO 4217',
    [canon('money'), 'money', 'round'],
    mutant('value.decimalPlaces() > places', 'value.decimalPlaces() > places + 2'),
  ),
  rule(
    3,
    'prices keep more digits',
    [billing('time-and-materials'), 'timeValue'],
    mutant('fraction(hourlyRate)', 'fraction(Number(hourlyRate).toFixed(2))'),
  ),
  rule(
    4,
    'two currencies never add',
    [canon('money'), 'add', 'subtract'],
    mutant('if (a.currency !== b.currency)', 'if (a.currency === "XXX")'),
  ),
  rule(
    5,
    'rate, type, date and source',
    [canon('exchange'), 'converted'],
    mutant('from: amount, rate: found }', 'from: amount, rate: null }'),
  ),
  rule(
    6,
    'remeasurement and translation',
    [canon('exchange'), 'remeasured', 'translated'],
    mutant("asked: { type: 'SPOT', on } as const", "asked: { type: 'CLOSING', on: closingOn } as const"),
    mutant("{ type: 'AVERAGE', on: closingOn }", 'closing'),
  ),
  rule(
    7,
    'realised exchange on the application',
    [canon('exchange'), 'realisedExchange'],
    mutant('rates.ofInvoice', 'rates.ofPayment'),
  ),
  rule(8, 'a missing rate is a hold', [canon('exchange'), 'converted'], mutant(' && rate.on === on', '')),
  rule(
    9,
    'rounding level and mode',
    [canon('document-tax'), 'taxOfDocument', 'roundingRefusal'],
    mutant('twiceRest >= denominator', 'twiceRest > denominator', canon('fraction')),
    mutant('levels.includes(policy.level) && ', ''),
  ),
  rule(
    10,
    'the posted tax wins',
    [canon('posted-tax'), 'taxFigure'],
    mutant('compare(size, toleranceMax) <= 0', 'compare(size, toleranceMax) < 0'),
  ),
  rule(
    11,
    'allocation by largest remainder',
    [canon('allocation'), 'allocate', 'allocateExact'],
    mutant('left < 0n || left > BigInt(exact.length)', 'left < 0n'),
    mutant('? floor + 1n : floor, total', '? floor : floor, total'),
  ),
  rule(
    12,
    'the odd case both ways',
    [canon('document-tax'), 'taxOfDocument'],
    mutant("level === 'LINE' ? sum(currency, rounded)", "level === 'DOCUMENT' ? sum(currency, rounded)"),
  ),
  rule(
    13,
    'place of supply and treatment',
    [canon('tax-treatment'), 'taxTreatment'],
    mutant('memberStates.has(seller.country) && memberStates.has(buyer.country)', 'memberStates.has(seller.country)'),
    mutant('words: reverseChargeWords,', "words: '',"),
  ),
  rule(
    14,
    'the tax point is a date',
    [canon('posted-tax'), 'taxPoints'],
    mutant('receivedOn < facts.suppliedOn', 'receivedOn > facts.suppliedOn'),
  ),
  rule(
    15,
    'nexus, taxability, certificates',
    [canon('tax-treatment'), 'taxTreatment'],
    mutant('supply.on <= expiresOn', 'supply.on < expiresOn'),
    mutant('if (!seller.nexus.includes(state))', 'if (seller.nexus.includes(state))'),
  ),
  rule(
    16,
    'undetermined tax is a hold',
    [canon('tax-treatment'), 'taxTreatment'],
    mutant("buyer.taxIdCheck !== 'VALID'", "buyer.taxIdCheck === 'INVALID'"),
    mutant(
      'if (rate === undefined) return undetermined(`${jurisdiction} has no rate on ${supply.on}`);',
      "if (rate === undefined) return notSubject('');",
    ),
  ),
  rule(
    17,
    'a complete tax document',
    [canon('tax-document'), 'missingFrom', 'numberFaults'],
    mutant("document.kind === 'CREDIT_NOTE' && ", ''),
    mutant('sequence > previous + 1n', 'sequence > previous + 9n'),
    mutant(
      "event.kind === 'POST' && event.missing.length > 0",
      "event.kind === 'POST' && event.missing.length > 9",
      billing('draft'),
    ),
  ),
  rule(
    18,
    'no intercompany mapping is a hold',
    [billing('entity'), 'intercompany'],
    mutant('candidate.seller === seller && ', ''),
  ),
  rule(
    19,
    'one account per entity and currency',
    [billing('entity'), 'billingAccount'],
    mutant(' && one.currency === currency', ''),
  ),
  rule(
    20,
    'one deal, several parts',
    [billing('entity'), 'dealFaults'],
    mutant('compare(total, deal) !== 0', 'compare(total, deal) > 0'),
  ),
  rule(
    21,
    'fiscal calendars and cutoffs',
    [canon('fiscal-calendar'), 'fiscalPeriods', 'periodOn', 'isBeforeCutoff'],
    mutant('daysBack > 3', 'daysBack > 4'),
    mutant("disambiguation: 'earlier'", "disambiguation: 'later'"),
  ),
  rule(22, 'hours x rate', [billing('time-and-materials'), 'timeValue', 'priceTime'], mutant('60n', '100n')),
  rule(
    23,
    'caps split and hold',
    [billing('cap'), 'splitByCaps'],
    mutant('compare(open, billable) < 0', 'compare(open, billable) > 0'),
    mutant('order(a.workedOn, b.workedOn)', '0'),
  ),
  rule(
    24,
    'fixed fee by schedule, time absorbed',
    [billing('schedule'), 'instalments', 'dueInstalments', 'scheduleFault'],
    mutant('dueOn <= throughOn', 'dueOn < throughOn'),
    mutant('compare(value, scheduled) === 0', 'compare(value, scheduled) !== 0', billing('planned-bills')),
    mutant("'unbilled', 'absorbed'", "'unbilled', 'writtenOff'", billing('work-item')),
  ),
  rule(
    25,
    'milestones on acceptance, in part',
    [billing('schedule'), 'milestoneBilling'],
    mutant('subtract(cumulative, billed);', 'cumulative;'),
  ),
  rule(
    26,
    'retainers',
    [billing('retainer'), 'drawDown', 'lapse', 'giveBack'],
    mutant('lot.expiresOn < on', 'lot.expiresOn <= on'),
    mutant('wanted -= quantity', 'wanted -= 0n'),
    mutant('a.workedOn.localeCompare(b.workedOn)', 'b.workedOn.localeCompare(a.workedOn)', billing('retainer-draws')),
    mutant('compare(missing, nothing) === 0', 'compare(missing, nothing) <= 0', billing('retainer-draws')),
  ),
  rule(
    27,
    'recurring, prorated at both ends',
    [billing('recurring'), 'charges'],
    mutant('.days + 1', '.days'),
    mutant("line.timing === 'ADVANCE' ? from : to", "line.timing === 'ADVANCE' ? to : from"),
    mutant("kind === 'RETAINER' ? 'ADVANCE' : 'ARREARS'", "'ADVANCE'", billing('planned-bills')),
  ),
  rule(
    28,
    'four reductions',
    [billing('reduction'), 'reduction'],
    mutant('compare(open, smallBalanceMax) > 0', 'compare(amount, smallBalanceMax) > 0'),
    mutant("if (reason === '')", "if (reason === 'none')"),
  ),
  rule(
    29,
    'one claim, frozen price',
    [billing('work-item'), 'claimKey', 'changeWork', 'repriceWork'],
    mutant('if (item.claim !== null) return refused(', 'if (item.version === 0) return refused('),
    mutant('version, claims + 1]', 'version, 1]'),
    mutant("['claimed', 'inDoubt', 'billed', 'absorbed',", "['claimed', 'inDoubt', 'absorbed',"),
    mutant('claims: item.claims };', 'claims: 0 };'),
    mutant("isAdjusted(item) ? 'ADJUSTED' : 'FREE'", "'FREE'"),
  ),
  rule(
    30,
    'changed work stops a draft',
    [billing('work-item'), 'reactionToChangedWork'],
    mutant("kind: 'STOP_DRAFT', run: item.claim.run }", "kind: 'REPRICE' }"),
    mutant("to === 'DROPPED' ? 'UNCLAIM' : 'KEEP'", "'KEEP'", billing('draft')),
  ),
  rule(
    31,
    'opening position',
    [billing('opening-position'), 'openingHold', 'signOffRefusal', 'wasBilledBefore'],
    mutant('source.workedOn <= position.on', 'source.workedOn < position.on'),
    mutant('signedOff.by === importedBy', "signedOff.by === ''"),
  ),
  rule(
    33,
    'posted documents never change',
    [billing('credit'), 'creditOf', 'afterCredit'],
    mutant('ratePercent: line.ratePercent, net, releases', 'ratePercent: line.ratePercent, net: negate(net), releases'),
  ),
  rule(
    34,
    'partial credits',
    [billing('credit'), 'creditOf'],
    mutant('tax = closes(invoice, lines)', 'tax = lines.length < 0'),
    mutant('[source.credited, release.amount]', '[release.amount]'),
  ),
  rule(
    35,
    'rejection after billing',
    [billing('credit'), 'creditOrNet'],
    mutant(' && credit.currency === next.currency', ''),
  ),
  rule(
    37,
    'foreign changes are noticed',
    [billing('posted-watch'), 'watchReaction'],
    mutant('subtract(found.creditedElsewhere, credited)', 'found.creditedElsewhere'),
  ),
  rule(
    44,
    'AR, AP and GL close apart',
    [canon('posting-period'), 'postingVerdict'],
    mutant(' && at < candidate.expiresAt', ''),
    mutant('override.book === book && ', ''),
  ),
  rule(
    45,
    'late work keeps its day',
    [canon('posting-period'), 'landingOf'],
    mutant('late ? period.startOn : workedOn', 'workedOn'),
  ),
  rule(
    48,
    'most specific rate wins',
    [canon('rate'), 'resolveRate'],
    mutant('for (const scope of order)', 'for (const scope of [...order].reverse())'),
  ),
  rule(
    49,
    'effective on the day worked',
    [canon('rate'), 'rateFaults', 'rateTable'],
    mutant('one.effectiveFrom <= other.effectiveTo', 'one.effectiveFrom < other.effectiveTo'),
    mutant('on <= effectiveTo', 'on < effectiveTo'),
  ),
  rule(
    50,
    'no rate is a hold',
    [canon('rate'), 'resolveRate', 'rateFaults'],
    mutant('.numerator <= 0n', '.numerator < 0n'),
  ),
  rule(
    51,
    'cost and bill never meet',
    [canon('rate'), 'rateTable'],
    mutant('[scope, currency, ...ids', '[scope, ...ids'),
  ),
  rule(
    52,
    'reimbursable and billable',
    [billing('expense'), 'expenseResult'],
    mutant('expense.reimbursable ? gross : null', 'expense.billable ? gross : null'),
  ),
  rule(
    53,
    'markup, recoverable tax, disbursement',
    [billing('expense'), 'expenseResult'],
    mutant("rebilling.markupOn === 'NET' ? net : gross", "rebilling.markupOn === 'GROSS' ? net : gross"),
    mutant('subtract(gross, recoverableTax)', 'gross'),
    mutant('inTaxBase: false', 'inTaxBase: true'),
  ),
  rule(54, 'subcontract cost accrues', [billing('expense'), 'accrued', 'trueUp'], mutant(' && !billed.has(id)', '')),
  rule(
    55,
    'cost with dimensions',
    [billing('work-cost'), 'costOfTime', 'costLines', 'ledgerLines'],
    mutant('missing.length > 0', 'missing.length > 1'),
    mutant('[person, role, billable]', '[person, role]'),
    mutant("(direction === 'COST')", "(direction === 'REVERSAL')"),
  ),
  rule(
    58,
    'disputes and the control account',
    [billing('document-law'), 'controlDifference', 'isDisputeWithin'],
    mutant('openCredits), unappliedCash)', 'openCredits), subtract(unappliedCash, unappliedCash))'),
  ),
  rule(
    60,
    'business keys',
    [billing('business-key'), 'businessKey', 'nextGeneration'],
    mutant('encodeURIComponent(part)', 'String(part)'),
    mutant('generation + 1', 'generation'),
  ),
  rule(
    61,
    'doubt',
    [billing('business-key'), 'doubtStep', 'afterFailure'],
    mutant('nowMs < settledAtMs', 'nowMs < doubtedAtMs'),
  ),
  rule(
    62,
    'same key, other body',
    [billing('business-key'), 'keyVerdict'],
    mutant('firstDigest === digest', 'firstDigest.length === digest.length'),
  ),
  rule(
    63,
    'compensation and order',
    [billing('business-key'), 'compensationOf', 'mayGo'],
    mutant('keys.every(', 'keys.some('),
    mutant("return 'CREDIT_MEMO'", "return 'DROP_DRAFT'"),
  ),
  rule(
    64,
    'read your writes',
    [billing('business-key'), 'touchedBy'],
    mutant('[document, project, customer, ...sources]', '[document, project, ...sources]'),
  ),
  rule(
    65,
    'maker and checker',
    [billing('approval'), 'approvalVerdict', 'approverRole'],
    mutant('approver.person === request.requestedBy', "approver.person === ''"),
    mutant(' && on <= delegation.to', ''),
    mutant('compare(rule.from, size) <= 0', 'compare(rule.from, size) < 0'),
  ),
  rule(
    67,
    'the work law',
    [billing('work-law'), 'workLawDifference', 'workFaults', 'moveWork'],
    mutant('[from]: subtract(there, amount)', '[from]: there'),
    mutant('    places.conceded,\n', ''),
  ),
  rule(
    68,
    'the billing law',
    [billing('line-law'), 'lineLawDifference', 'lineFaults', 'changeLine'],
    mutant('places, credited: add(line.credited, amount)', 'places, credited: line.credited'),
    mutant('    negate(credited),\n', ''),
    mutant(
      'compare(left, zero(left.currency)) < 0',
      'compare(left, zero(left.currency)) < -1',
      billing('line-standing'),
    ),
    mutant('subtract(value, subtract(taken, credited))', 'subtract(value, taken)', billing('line-standing')),
  ),
  rule(
    69,
    'sums, applications, entries, lineage',
    [billing('document-law'), 'figureFaults', 'journalDifference', 'lineageFaults'],
    mutant('compare(made, total) !== 0', 'compare(made, total) > 0'),
    mutant('own.length === 0', 'own.length < 0'),
    mutant('compare(applied, total) > 0', 'compare(applied, total) > 100'),
  ),
];

/** The numbers a test's name cites: "rules 9 and 11: …" is of both. */
export function citedBy(name: string): readonly number[] {
  return [...name.matchAll(/rules? (\d+(?:(?:, | and )\d+)*)/g)].flatMap(([, list = '']) =>
    list.split(/, | and /).map(Number),
  );
}
