"""The words the registry uses where only certain words are allowed, as its API version 2.0.3 lists them.

A record may one day hold a word that is not here. It is kept as written, and reading it reports an issue.
"""

from __future__ import annotations

STATUSES = frozenset(
    {
        "ACTIVE_NOT_RECRUITING",
        "APPROVED_FOR_MARKETING",
        "AVAILABLE",
        "COMPLETED",
        "ENROLLING_BY_INVITATION",
        "NO_LONGER_AVAILABLE",
        "NOT_YET_RECRUITING",
        "RECRUITING",
        "SUSPENDED",
        "TEMPORARILY_NOT_AVAILABLE",
        "TERMINATED",
        "UNKNOWN",
        "WITHDRAWN",
        "WITHHELD",
    }
)
SITE_STATUSES = frozenset(
    {
        "ACTIVE_NOT_RECRUITING",
        "AVAILABLE",
        "COMPLETED",
        "ENROLLING_BY_INVITATION",
        "NOT_YET_RECRUITING",
        "RECRUITING",
        "SUSPENDED",
        "TERMINATED",
        "WITHDRAWN",
    }
)
DATE_KINDS = frozenset({"ACTUAL", "ESTIMATED"})
STUDY_TYPES = frozenset({"EXPANDED_ACCESS", "INTERVENTIONAL", "OBSERVATIONAL"})
PHASES = frozenset({"EARLY_PHASE1", "NA", "PHASE1", "PHASE2", "PHASE3", "PHASE4"})
ALLOCATIONS = frozenset({"NA", "NON_RANDOMIZED", "RANDOMIZED"})
INTERVENTION_MODELS = frozenset({"CROSSOVER", "FACTORIAL", "PARALLEL", "SEQUENTIAL", "SINGLE_GROUP"})
PRIMARY_PURPOSES = frozenset(
    {
        "BASIC_SCIENCE",
        "DEVICE_FEASIBILITY",
        "DIAGNOSTIC",
        "ECT",
        "HEALTH_SERVICES_RESEARCH",
        "OTHER",
        "PREVENTION",
        "SCREENING",
        "SUPPORTIVE_CARE",
        "TREATMENT",
    }
)
MASKINGS = frozenset({"DOUBLE", "NONE", "QUADRUPLE", "SINGLE", "TRIPLE"})
ENROLLMENT_KINDS = frozenset({"ACTUAL", "ESTIMATED"})
ARM_KINDS = frozenset(
    {"ACTIVE_COMPARATOR", "EXPERIMENTAL", "NO_INTERVENTION", "OTHER", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR"}
)
INTERVENTION_KINDS = frozenset(
    {
        "BEHAVIORAL",
        "BIOLOGICAL",
        "COMBINATION_PRODUCT",
        "DEVICE",
        "DIAGNOSTIC_TEST",
        "DIETARY_SUPPLEMENT",
        "DRUG",
        "GENETIC",
        "OTHER",
        "PROCEDURE",
        "RADIATION",
    }
)
SEXES = frozenset({"ALL", "FEMALE", "MALE"})
OFFICIAL_ROLES = frozenset({"PRINCIPAL_INVESTIGATOR", "STUDY_CHAIR", "STUDY_DIRECTOR", "SUB_INVESTIGATOR"})
CONTACT_ROLES = OFFICIAL_ROLES | {"CONTACT"}
