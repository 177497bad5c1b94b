CREATE TABLE `flat_schemas` (
	`version_key` integer NOT NULL,
	`task` text NOT NULL,
	`direction` text NOT NULL,
	`form` integer NOT NULL,
	`schema` text NOT NULL,
	PRIMARY KEY(`version_key`, `task`, `direction`),
	FOREIGN KEY (`version_key`) REFERENCES `versions`(`key`) ON UPDATE no action ON DELETE no action
);
