from django.apps import AppConfig


class ProvisioningConfig(AppConfig):
    name = "bureau.provisioning"
    label = "provisioning"
