INSERT INTO `hardware` (`identifier`, `name`, `gpus`, `cpus`, `ram_per_gpu_gb`, `ram_gb`, `created_at`) VALUES
	('cpu', 'CPU', 0, 4, 0, 16, 1767225600000),
	('gpu-a100-40gb', 'NVIDIA A100 (40 GB)', 1, 12, 40, 85, 1767225600000),
	('gpu-a100-80gb', 'NVIDIA A100 (80 GB)', 1, 12, 80, 144, 1767225600000),
	('gpu-h100', 'NVIDIA H100 (80 GB)', 1, 13, 80, 180, 1767225600000),
	('gpu-h100-x8', '8 × NVIDIA H100 (80 GB)', 8, 104, 80, 1440, 1767225600000),
	('gpu-l4', 'NVIDIA L4 (24 GB)', 1, 8, 24, 32, 1767225600000),
	('gpu-l40s', 'NVIDIA L40S (48 GB)', 1, 10, 48, 64, 1767225600000),
	('gpu-t4', 'NVIDIA T4 (16 GB)', 1, 4, 16, 16, 1767225600000);
--> statement-breakpoint
INSERT INTO `model_categories` (`slug`, `name`, `description`, `created_at`) VALUES
	('audio', 'Audio', 'Makes or changes sound and music.', 1767225600000),
	('embeddings', 'Embeddings', 'Turns text or pictures into vectors.', 1767225600000),
	('image-editing', 'Image editing', 'Changes pictures: upscaling, restoring, removing the background.', 1767225600000),
	('image-generation', 'Image generation', 'Makes pictures from text or other pictures.', 1767225600000),
	('speech', 'Speech', 'Turns speech into text, or text into speech.', 1767225600000),
	('text-generation', 'Text generation', 'Writes text and code, and answers questions.', 1767225600000),
	('video', 'Video', 'Makes or changes video.', 1767225600000),
	('vision', 'Vision', 'Finds, names and describes what a picture shows.', 1767225600000);
