package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** CRDs for tests. */
public final class Crds {
  private Crds() {}

  /** Widgets of example.dev, in v1 (stored) and v1beta1, with status and scale. */
  public static ObjectNode widgets() {
    return Json.object(
        """
        {apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition',
         metadata: {name: 'widgets.example.dev'},
         spec: {
          group: 'example.dev', scope: 'Namespaced',
          names: {plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList',
                  shortNames: ['wd'], categories: ['all']},
          versions: [
           {name: 'v1beta1', served: true, storage: false, schema: {openAPIV3Schema: {type: 'object'}}},
           {name: 'v1', served: true, storage: true,
            subresources: {status: {}, scale: {specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas'}},
            additionalPrinterColumns: [
             {name: 'Size', type: 'integer', jsonPath: '.spec.size'},
             {name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status"},
             {name: 'Since', type: 'date', jsonPath: '.status.since', priority: 1}],
            schema: {openAPIV3Schema: {type: 'object', required: ['spec'], properties: {
              spec: {type: 'object', required: ['size'], properties: {
                size: {type: 'integer', minimum: 1, maximum: 10},
                color: {type: 'string', enum: ['red', 'green'], default: 'red'},
                name: {type: 'string', pattern: '^[a-z]+$', maxLength: 8},
                replicas: {type: 'integer', format: 'int32', default: 1},
                port: {'x-kubernetes-int-or-string': true},
                tags: {type: 'array', items: {type: 'string'}, 'x-kubernetes-list-type': 'set'},
                parts: {type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['id'],
                        items: {type: 'object', required: ['id'], properties: {
                          id: {type: 'string'}, weight: {type: 'number', default: 1.5}}}},
                options: {type: 'object', additionalProperties: {type: 'string'}},
                free: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true},
                note: {type: 'string', nullable: true},
                at: {type: 'string', format: 'date-time'},
                shape: {type: 'object', properties: {round: {type: 'boolean'}, edges: {type: 'integer'}},
                        oneOf: [{required: ['round']}, {required: ['edges']}]}}},
              status: {type: 'object', properties: {
                replicas: {type: 'integer'}, since: {type: 'string', format: 'date-time'},
                conditions: {type: 'array', items: {type: 'object', properties: {
                  type: {type: 'string'}, status: {type: 'string'}}}}}}}}}}]}}
        """);
  }
}
