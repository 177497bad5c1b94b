-- Of a beginning of any other length, FTS5 puts together the lists of all words that begin so, however many rows they have.
-- reviewed: an index without rows of its own, which is made anew below; nothing refers to it but triggers, by its name.
DROP TABLE `version_search`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `version_search` USING fts5(
	`name`, `owner`, `tags`, `text`, `facets`,
	content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4 5 6'
);
--> statement-breakpoint
UPDATE `version_documents` SET `place` = `place`;
