"""敌意内容：what somebody might write who wants the site to run, load or show something else."""
