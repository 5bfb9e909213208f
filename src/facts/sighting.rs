//! Where the names of brands were seen, before anybody weighs them.

use super::claim::Zone;

/// Where a brand's name was seen, and whether only as an everyday word.
#[derive(Debug, Default)]
pub(super) struct Sighting {
    pub(super) brand: usize,
    /// In order.
    pub(super) zones: Vec<(Zone, bool)>,
}

impl Sighting {
    pub(super) fn find(&self, zone: Zone) -> Option<bool> {
        let mut zones = self.zones.iter();
        zones
            .find(|(seen, _)| *seen == zone)
            .map(|(_, common)| *common)
    }

    pub(super) fn has(&self, zone: Zone) -> bool {
        self.find(zone).is_some()
    }

    pub(super) fn plainly(&self, zone: Zone) -> bool {
        self.find(zone) == Some(false)
    }

    pub(super) fn add(&mut self, zone: Zone, common: bool) {
        match self.zones.binary_search_by_key(&zone, |(seen, _)| *seen) {
            Ok(at) => {
                if let Some((_, before)) = self.zones.get_mut(at) {
                    *before &= common;
                }
            }
            Err(at) => self.zones.insert(at, (zone, common)),
        }
    }

    pub(super) fn zones(&self) -> impl Iterator<Item = Zone> {
        self.zones.iter().map(|(zone, _)| *zone)
    }
}

/// The sightings of each brand, by brand.
#[derive(Debug, Default)]
pub(super) struct Sightings(pub(super) Vec<Sighting>);

impl Sightings {
    pub(super) fn get(&self, brand: usize) -> Option<&Sighting> {
        self.0.iter().find(|sighting| sighting.brand == brand)
    }

    pub(super) fn add(&mut self, brand: usize, zone: Zone, common: bool) {
        let found = self
            .0
            .binary_search_by_key(&brand, |sighting| sighting.brand);
        let at = found.unwrap_or_else(|at| {
            let zones = Vec::new();
            self.0.insert(at, Sighting { brand, zones });
            at
        });
        if let Some(sighting) = self.0.get_mut(at) {
            sighting.add(zone, common);
        }
    }
}
