// Posts (messages in a project), what is attached to them, and uploaded files.
import type { Row } from '../database.ts';
import { asText, idsIn, textIn } from '../database.ts';
import {
  belongsTo,
  computed,
  constant,
  externalReferences,
  finds,
  flagOf,
  instant,
  integer,
  lists,
  owns,
  text,
  textOr,
} from '../fields.ts';
import { idIn, stampFilters, whenTrue } from '../filters.ts';
import type { Resource, Scope } from '../resource.ts';

function repliesTo(row: Row, { database }: Scope): readonly Row[] {
  return database.table('posts').by('subject_id', row.id);
}

function newestReply(row: Row, scope: Scope): Row | undefined {
  return [...repliesTo(row, scope)].sort((one, other) =>
    asText(one.created_at) < asText(other.created_at) ? 1 : -1,
  )[0];
}

function isReply(row: Row): boolean {
  return textIn(row, 'subject_id') !== null;
}

/** `posts`. Replies are posts too. */
export const posts: Resource = {
  collection: 'posts',
  singular: 'post',
  model: 'Post',
  fields: {
    newest_reply_at: computed('instant', (row, scope) => textIn(newestReply(row, scope), 'created_at')),
    message: text,
    has_attachments: computed('boolean', (row) => idsIn(row, 'attachment_ids').length > 0),
    created_at: instant,
    updated_at: instant,
    reply_count: computed('integer', (row, scope) => repliesTo(row, scope).length),
    reply: computed('boolean', isReply),
    private: flagOf('private'),
    subject_type: computed('text', (row) => (isReply(row) ? 'Post' : null)),
    workspace_type: constant('Workspace'),
  },
  associations: {
    subject: belongsTo('posts', 'subject_id'),
    user: belongsTo('users', 'user_id'),
    workspace: belongsTo('workspaces', 'workspace_id'),
    story: belongsTo('stories', 'story_id'),
    replies: owns('posts', 'reply_ids', 'subject_id'),
    newest_reply: finds('posts', 'newest_reply_id', (row, scope) => newestReply(row, scope)?.id ?? null),
    newest_reply_user: finds('users', 'newest_reply_user_id', (row, scope) =>
      textIn(newestReply(row, scope), 'user_id'),
    ),
    recipients: lists('users', 'recipient_ids'),
    google_documents: lists('google_documents', 'google_document_ids'),
    attachments: lists('attachments', 'attachment_ids'),
    external_references: externalReferences('Post'),
  },
  filters: {
    ...stampFilters,
    workspace_id: idIn('workspace_id'),
    story_id: idIn('story_id'),
    subject_id: idIn('subject_id'),
    parents_only: whenTrue((row) => !isReply(row)),
  },
  orders: {
    created_at: (row) => textIn(row, 'created_at'),
    updated_at: (row) => textIn(row, 'updated_at'),
    // A conversation is as new as its newest message.
    newest_reply_at: (row, scope) => textIn(newestReply(row, scope), 'created_at') ?? textIn(row, 'created_at'),
  },
  defaultOrder: 'newest_reply_at:desc',
  searched: (row) => [textIn(row, 'message')],
  write: {
    create: ['message', 'workspace_id', 'subject_id', 'story_id', 'recipient_ids', 'attachment_ids', 'private'],
    update: ['message', 'story_id'],
    required: { message: "Message can't be blank" },
    defaults: (given, { database, currentUser }) => ({
      subject_id: null,
      story_id: null,
      user_id: currentUser,
      // A reply is where its subject is.
      workspace_id: textIn(database.table('posts').find(asText(given.subject_id)), 'workspace_id'),
      private: false,
      recipient_ids: [],
      attachment_ids: [],
      google_document_ids: [],
    }),
    check: (draft, { database }) =>
      database.table('workspaces').find(textIn(draft, 'workspace_id') ?? '') === undefined
        ? [{ field: 'workspace_id', message: "Workspace can't be blank" }]
        : [],
    remove: 'hard',
  },
};

/** `attachments`: files of posts and receipts of expenses. Uploading is in uploads.ts. */
export const attachments: Resource = {
  collection: 'attachments',
  singular: 'attachment',
  model: 'Attachment',
  fields: {
    filename: text,
    filesize: integer,
    url: textOr(
      'url',
      (row) =>
        `https://app.mavenlink.com/attachments/secure_attachments/${row.id}/original/${encodeURIComponent(asText(row.filename))}?login=true`,
    ),
    type: text,
    created_at: instant,
    updated_at: instant,
    deleted_at: instant,
  },
  associations: {},
  filters: stampFilters,
  orders: { created_at: (row) => textIn(row, 'created_at') },
  defaultOrder: 'created_at:desc',
  write: { remove: 'hard' },
};

/** `google_documents` named in posts; they only come along with them. */
export const googleDocuments: Resource = {
  collection: 'google_documents',
  singular: 'google_document',
  model: 'GoogleDocument',
  fields: { filename: text, type: text, url: text, created_at: instant, updated_at: instant, deleted_at: instant },
  associations: {},
  filters: {},
  orders: { created_at: (row) => textIn(row, 'created_at') },
  defaultOrder: 'created_at:desc',
};
