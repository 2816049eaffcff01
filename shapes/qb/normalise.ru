# Spells out what a cube may leave unsaid, so that the queries beside this file can be plain.
# The result is for checking only and is never published.
PREFIX normal: <https://w3id.org/keikaku/ns/normal#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX qb: <http://purl.org/linked-data/cube#>

# A component names its property with a word of its kind, which also says what the property is.
INSERT { ?component qb:componentProperty ?property . ?property a ?type }
WHERE {
  VALUES (?names ?type) {
    (qb:dimension qb:DimensionProperty) (qb:measure qb:MeasureProperty) (qb:attribute qb:AttributeProperty)
  }
  ?component ?names ?property .
} ;
INSERT { ?property a qb:DimensionProperty } WHERE { ?component qb:measureDimension ?property } ;
INSERT { ?component qb:componentProperty ?property } WHERE { ?component qb:measureDimension ?property } ;

# What is linked as a part of a cube is that part.
INSERT { ?observation a qb:Observation ; qb:dataSet ?dataset } WHERE { ?dataset qb:observation ?observation . ?dataset a qb:DataSet } ;
INSERT { ?observation a qb:Observation } WHERE { ?observation qb:dataSet ?dataset } ;
INSERT { ?slice a qb:Slice ; ?dimension ?value . ?observation a qb:Observation ; ?dimension ?value }
WHERE {
  ?slice qb:observation ?observation ; qb:sliceStructure/qb:componentProperty ?dimension ; ?dimension ?value .
} ;
INSERT { ?slice a qb:Slice } WHERE { ?dataset qb:slice ?slice } ;

# Attributes said once of a data set or a slice hold for each observation of it.
INSERT { ?observation ?attribute ?value }
WHERE {
  ?component qb:componentAttachment qb:DataSet ; qb:componentProperty ?attribute .
  ?dataset qb:structure/qb:component ?component ; ?attribute ?value .
  ?observation qb:dataSet ?dataset .
} ;
INSERT { ?observation ?attribute ?value }
WHERE {
  ?component qb:componentAttachment qb:Slice ; qb:componentProperty ?attribute .
  ?dataset qb:structure/qb:component ?component ; qb:slice ?slice .
  ?slice ?attribute ?value ; qb:observation ?observation .
} ;

# One text for all dimensions of an observation (IC-12), and one for all but the measure's (IC-17):
# equal texts are found in one pass, where comparing observations by pairs takes as many steps as there are pairs.
INSERT { ?observation normal:key ?key }
WHERE {
  SELECT ?observation (GROUP_CONCAT(?part; separator=" ") AS ?key)
  WHERE {
    {
      SELECT ?observation (CONCAT(STR(?dataset), " ", STR(?dimension), " ", STR(?value)) AS ?part)
      WHERE {
        ?observation qb:dataSet ?dataset .
        ?dataset qb:structure/qb:component/qb:componentProperty ?dimension .
        ?dimension a qb:DimensionProperty .
        ?observation ?dimension ?value .
      }
      ORDER BY ?observation ?part
    }
  }
  GROUP BY ?observation
} ;
INSERT { ?observation normal:point ?point }
WHERE {
  SELECT ?observation (GROUP_CONCAT(?part; separator=" ") AS ?point)
  WHERE {
    {
      SELECT ?observation (CONCAT(STR(?dataset), " ", STR(?dimension), " ", STR(?value)) AS ?part)
      WHERE {
        ?observation qb:dataSet ?dataset ; qb:measureType ?measure .
        ?dataset qb:structure ?structure .
        ?structure qb:component/qb:componentProperty qb:measureType , ?dimension .
        ?dimension a qb:DimensionProperty .
        FILTER (?dimension != qb:measureType)
        ?observation ?dimension ?value .
      }
      ORDER BY ?observation ?part
    }
  }
  GROUP BY ?observation
} ;

# A hierarchy names the property that leads from parent to child, or its inverse: IC-20 and IC-21 follow one
# property, in a graph of the list's own, because a path of SPARQL cannot be a variable.
INSERT { GRAPH ?list { ?list normal:links normal:child } }
WHERE { ?list qb:parentChildProperty ?property . FILTER NOT EXISTS { ?property owl:inverseOf ?inverse } } ;
INSERT { GRAPH ?list { ?parent normal:child ?child } }
WHERE {
  ?list qb:parentChildProperty ?property . FILTER NOT EXISTS { ?property owl:inverseOf ?inverse }
  ?parent ?property ?child .
} ;
INSERT { GRAPH ?list { ?list normal:links normal:inverseChild } }
WHERE { ?list qb:parentChildProperty/owl:inverseOf ?property } ;
INSERT { GRAPH ?list { ?parent normal:inverseChild ?child } }
WHERE { ?list qb:parentChildProperty/owl:inverseOf ?property . ?child ?property ?parent }
