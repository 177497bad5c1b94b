UPDATE `backends` SET `status` = iif(`enabled`, 'enabled', 'disabled');
--> statement-breakpoint
ALTER TABLE `backends` DROP COLUMN `enabled`;
