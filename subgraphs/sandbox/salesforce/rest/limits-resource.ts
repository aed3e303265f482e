// /limits: what the organisation may use, and what is left of it. Only API calls are really counted here.
import type { VendorResponse } from '../../stand-in.ts';
import { allow, answered, type Call } from './call.ts';

/** Limits of a developer organisation, all of them unused; names as organisations of version 62 answer them. */
const LIMITS: Readonly<Record<string, number>> = {
  AnalyticsExternalDataSizeMB: 40_960,
  CdpAiInferenceApiMonthlyLimit: 500_000_000,
  ConcurrentAsyncGetReportInstances: 200,
  ConcurrentEinsteinDataInsightsStoryCreation: 5,
  ConcurrentEinsteinDiscoveryStoryCreation: 2,
  ConcurrentSyncReportRuns: 20,
  DailyAnalyticsDataflowJobExecutions: 60,
  DailyAnalyticsUploadedFilesSizeMB: 51_200,
  DailyAsyncApexExecutions: 250_000,
  DailyAsyncApexTests: 500,
  DailyBulkApiBatches: 15_000,
  DailyBulkV2QueryFileStorageMB: 976_562,
  DailyBulkV2QueryJobs: 10_000,
  DailyDeliveredPlatformEvents: 10_000,
  DailyDurableGenericStreamingApiEvents: 10_000,
  DailyDurableStreamingApiEvents: 10_000,
  DailyEinsteinDataInsightsStoryCreation: 1_000,
  DailyEinsteinDiscoveryOptimizationJobRuns: 25,
  DailyEinsteinDiscoveryPredictAPICalls: 50_000,
  DailyEinsteinDiscoveryPredictionsByCDC: 500_000,
  DailyEinsteinDiscoveryStoryCreation: 100,
  DailyFunctionsApiCallLimit: 50_000,
  DailyGenericStreamingApiEvents: 10_000,
  DailyStandardVolumePlatformEvents: 10_000,
  DailyStreamingApiEvents: 10_000,
  DailyWorkflowEmails: 390,
  DataStorageMB: 5,
  DurableStreamingApiConcurrentClients: 20,
  FileStorageMB: 20,
  HourlyAsyncReportRuns: 1_200,
  HourlyDashboardRefreshes: 200,
  HourlyDashboardResults: 5_000,
  HourlyDashboardStatuses: 999_999_999,
  HourlyElevateAsyncReportRuns: 1_200,
  HourlyElevateSyncReportRuns: 500,
  HourlyLongTermIdMapping: 100_000,
  HourlyManagedContentPublicRequests: 50_000,
  HourlyODataCallout: 1_000,
  HourlyPublishedPlatformEvents: 50_000,
  HourlyPublishedStandardVolumePlatformEvents: 1_000,
  HourlyShortTermIdMapping: 100_000,
  HourlySyncReportRuns: 500,
  HourlyTimeBasedWorkflow: 50,
  MassEmail: 10,
  MaxContentDocumentsLimit: 30_000_000,
  MonthlyEinsteinDiscoveryStoryCreation: 500,
  Package2VersionCreates: 6,
  Package2VersionCreatesWithoutValidation: 500,
  PermissionSets: 1_500,
  PlatformEventTriggersWithParallelProcessing: 5,
  PrivateConnectOutboundCalloutHourlyLimitMB: 0,
  PublishCallbackUsageInApex: 5,
  SingleEmail: 15,
  StreamingApiConcurrentClients: 20,
};

/** `/limits/recordCount?sObjects=Account,Contact`: roughly how many records there are; objects without any are left out. */
export function answerRecordCount(call: Call): VendorResponse {
  allow(call, 'GET');
  const wanted = call.request.query.get('sObjects')?.toLowerCase().split(',');
  const { store } = call.organization;
  const sObjects = call.catalogue.objects
    .filter((object) => wanted === undefined || wanted.includes(object.name.toLowerCase()))
    .map((object) => ({ count: [...store.rows(object)].length, name: object.name }))
    .filter(({ count }) => count > 0);
  return answered(200, { sObjects }, 'limits', sObjects.length);
}

/** Answers every limit by name. */
export function answerLimits(call: Call): VendorResponse {
  allow(call, 'GET');
  const { max, used } = call.organization.usage;
  const limits = Object.entries(LIMITS).map(([name, limit]) => [name, { Max: limit, Remaining: limit }] as const);
  const calls = ['DailyApiRequests', { Max: max, Remaining: Math.max(0, max - used) }] as const;
  const body = Object.fromEntries([...limits, calls].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return answered(200, body, 'limits', limits.length + 1);
}
