// Legal entities, periods and dimensions, as the ERP tells them.
import type { AccountingPeriodResolvers, DimensionResolvers, LegalEntityResolvers } from '../generated/resolvers.ts';
import { legalEntityOf } from './references.ts';

export const legalEntity: LegalEntityResolvers = {
  __resolveReference: async (reference, context) => {
    const { value, freshness } = await context.legalEntities();
    const byCode = 'code' in reference && reference.code !== null && reference.code !== undefined;
    if (byCode) {
      const record = value.find((entity) => entity.code === reference.code);
      return record === undefined ? null : { record, freshness };
    }
    const ref = 'id' in reference ? await context.translator.refOf(reference.id, 'LEGAL_ENTITY') : null;
    const record = value.find((entity) => entity.ref.id === ref?.id);
    return record === undefined ? null : { record, freshness };
  },
  id: ({ record }, _args, { translator }) => translator.idOf(record.ref),
  code: ({ record }) => record.code,
  name: ({ record }) => record.name,
  legalName: ({ record }) => record.legalName,
  country: ({ record }) => record.country,
  functionalCurrency: ({ record }) => record.functionalCurrency,
  parent: ({ record }, _args, context) => (record.parent === null ? null : legalEntityOf(record.parent, context)),
  taxRegistration: ({ record }) => record.taxRegistration,
  fiscalCalendar: ({ record }) => record.fiscalCalendar,
  periods: async ({ record }, { range }, context) => {
    const { value } = await context.periods();
    return value.filter(
      (period) =>
        (period.fiscalCalendar === null || period.fiscalCalendar === record.fiscalCalendar) &&
        (range?.from === null || range?.from === undefined || period.endOn >= range.from) &&
        (range?.to === null || range?.to === undefined || period.startOn <= range.to),
    );
  },
  erpSource: ({ freshness }) => freshness,
};

export const accountingPeriod: AccountingPeriodResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
};

export const dimension: DimensionResolvers = {
  id: ({ ref }, _args, { translator }) => translator.idOf(ref),
};
