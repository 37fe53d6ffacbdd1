package io.tillbridge.console;

import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.mapping.MappingImport;
import io.tillbridge.mapping.MappingNews;
import io.tillbridge.mapping.MappingRefresh;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.mapping.SetChanges;
import io.tillbridge.mapping.StampedMappings;
import io.tillbridge.mapping.ValueMapChanges;
import io.tillbridge.message.HeldMessages;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.posting.ReadySignal;
import io.tillbridge.posting.RepostBed;
import io.tillbridge.posting.Reposts;
import io.tillbridge.rehearsal.MappingDiffs;
import io.tillbridge.rehearsal.Shadows;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Mappings of the API under test, and what compares and changes them. */
@Import({HeldMessages.class, ReadySignal.class, MappingDiffs.class, Shadows.class})
class ConsoleMappings {

    /** Two versions each of an outbound and of an inbound mapping, and value maps. */
    static final Map<String, String> ALL = Map.of(
            "mappings/shop/thing/V001__first.mapping.yaml",
            """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.thing
            version: 1
            from: shop/thing.v1
            to: other/thing.v1
            rows:
              - {to: id, type: id, from: id}
              - {to: price, type: decimal, from: price}
              - to: lines[]
                each: items
                key: [sku]
                rows:
                  - {to: sku, type: string, from: code, via: [upper]}
            """,
            "mappings/shop/thing/V002__second.mapping.yaml",
            """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.thing
            version: 2
            from: shop/thing.v1
            to: other/thing.v1
            rows:
              - {to: id, type: id, from: id}
              - to: lines[]
                each: items
                key: [sku]
                rows:
                  - {to: sku, type: string, from: code, via: [trim, upper]}
              - {to: place, type: id, from: $resolved.place}
            """,
            "mappings/shop/event/V001__first.mapping.yaml",
            """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.event
            version: 1
            from: shop/event.v1
            to: canonical/item.v1
            rows:
              - {to: system, type: id, from: $connection.id}
              - {to: id, type: id, from: key}
              - {to: sku, type: string, from: event.sku, required: true}
              - {to: revision, type: instant, from: event.revision}
              - {to: name, type: string, from: event.name}
              - {to: ext.shop.parent, type: string, from: $event.parentKey}
              - {to: ext.shop.kind, type: string, from: event.kind, via: [valuemap(shop_kinds)]}
              - {to: ext.shop.origin, type: string, const: web}
            """,
            "mappings/shop/event/V002__second.mapping.yaml",
            """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.event
            version: 2
            from: shop/event.v1
            to: canonical/item.v1
            rows:
              - {to: system, type: id, from: $connection.id}
              - {to: id, type: id, from: key}
              - {to: sku, type: string, from: event.sku, required: true}
              - {to: revision, type: instant, from: event.revision}
              - {to: name, type: string, from: event.name, via: [upper]}
              - {to: ext.shop.parent, type: string, from: $event.parentKey}
              - {to: ext.shop.kind, type: string, from: event.kind, via: [valuemap(shop_kinds)]}
              - {to: ext.shop.origin, type: string, const: web}
            """,
            "mappings/valuemaps/shop_kinds.valuemap.yaml",
            """
            apiVersion: tillbridge/v1
            kind: ValueMap
            name: shop_kinds
            version: 4
            key: {columns: [source], normalize: [trim, upper]}
            bijective: false
            unmapped: {do: hold}
            rows:
              - {source: WEAR, target: clothing}
            """,
            "mappings/valuemaps/codes.valuemap.yaml",
            """
            kind: ValueMap
            name: codes
            version: 1
            key: {columns: [source], normalize: [trim, upper]}
            bijective: true
            rows:
              - {source: A, target: alpha}
              - {source: B, target: beta, from: 2026-01-01}
            """);

    @Bean
    MappingImport mappingImport(DataSource database, Clock clock) {
        return new MappingImport(database, clock);
    }

    @Bean
    RunningMappings mappings(HomeFiles files, MappingImport imports) {
        return new RunningMappings(imports.importReleased(LoadedMappings.of(files)));
    }

    @Bean
    StampedMappings stampedMappings(RunningMappings mappings, DataSource database) {
        return StampedMappings.of(mappings, database);
    }

    @Bean
    MappingNews mappingNews(RunningMappings mappings, MappingImport imports, Clock clock) {
        return new MappingRefresh(mappings, imports, event -> {}, clock);
    }

    @Bean
    SetChanges setChanges(RunningMappings mappings) {
        return new SetChanges(mappings);
    }

    @Bean
    ValueMapChanges valueMapChanges(RunningMappings mappings, Clock clock) {
        return new ValueMapChanges(mappings, clock);
    }

    @Bean
    RepostBed repostBed(PostingBed bed, Mappings mappings) {
        return new RepostBed(bed, mappings);
    }

    @Bean
    Reposts reposts(RepostBed bed) {
        return bed.reposts;
    }
}
